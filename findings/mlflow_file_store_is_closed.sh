#!/bin/sh
# MLflow 3 refuses a folder of runs, and has a command that takes it over.
#
# Guessed: A client that is pointed at a folder `mlruns` reads it, as it always has.
# Seen:    It raises: the file store "is in maintenance mode". With MLFLOW_ALLOW_FILE_STORE=true it reads the folder,
#          artifacts under a relative path included; `mlflow migrate-filestore` takes it over into SQLite without that.
#          The command belongs to mlflow-skinny, too, where SQLAlchemy and alembic are installed beside it.
# With:    mlflow-skinny 3.17.2, Python 3.11
# Output:
#   refused: True
#   allowed: ['digits'] {'loss': 0.5} {'epochs': '2'} ['program.py']
#   migrated: ['digits'] {'loss': 0.5} {'epochs': '2'} ['program.py']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'mlflow-skinny==3.17.2' sqlalchemy alembic
cd "$folder"
run=mlruns/100000000000000001/00000000000000000000000000000001
mkdir -p "$run/artifacts" "$run/metrics" "$run/params" "$run/tags"
cat >mlruns/100000000000000001/meta.yaml <<'YAML'
artifact_location: "mlruns/100000000000000001"
creation_time: 1000000000000
experiment_id: "100000000000000001"
last_update_time: 1000000000000
lifecycle_stage: "active"
name: "digits"
YAML
cat >"$run/meta.yaml" <<'YAML'
artifact_uri: "mlruns/100000000000000001/00000000000000000000000000000001/artifacts"
end_time: 1000000002000
entry_point_name: ""
experiment_id: "100000000000000001"
lifecycle_stage: "active"
run_id: "00000000000000000000000000000001"
run_name: "digits"
source_name: ""
source_type: 4
source_version: ""
start_time: 1000000000000
status: 3
tags: []
user_id: "somebody"
YAML
echo "print()" >"$run/artifacts/program.py"
printf '1000000001000 1.0 0\n1000000002000 0.5 1\n' >"$run/metrics/loss"
printf 2 >"$run/params/epochs"
printf digits >"$run/tags/mlflow.runName"
cat >read.py <<'PYTHON'
import sys
from mlflow import MlflowClient

client = MlflowClient(sys.argv[1])
for experiment in client.search_experiments():
    for run in client.search_runs([experiment.experiment_id]):
        files = [one.path for one in client.list_artifacts(run.info.run_id)]
        print([experiment.name], run.data.metrics, run.data.params, files)
PYTHON
expected="['digits'] {'loss': 0.5} {'epochs': '2'} ['program.py']"
said=$(venv/bin/python read.py mlruns 2>&1 || true)
case $said in *"maintenance mode"*) echo "refused: True" ;; *) echo "refused: False"; exit 1 ;; esac
allowed=$(MLFLOW_ALLOW_FILE_STORE=true venv/bin/python read.py mlruns 2>/dev/null)
echo "allowed: $allowed"
venv/bin/mlflow migrate-filestore --source . --target sqlite:///mlflow.db >/dev/null 2>&1
migrated=$(venv/bin/python read.py sqlite:///mlflow.db 2>/dev/null)
echo "migrated: $migrated"
[ "$allowed" = "$expected" ]
[ "$migrated" = "$expected" ]
echo "as found"
