// A look in a while; who draws this anew asks for another one.
export default function ({ data, setTriggerValue }) {
  const timer = setTimeout(() => setTriggerValue("look", data.look), data.every);
  return () => clearTimeout(timer);
}
