export async function listen(url, key, onTask) {
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`HTTP status ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = '', part; !(part = await reader.read()).done;) {
    const lines = (text + part.value).split('\n');
    text = lines.pop(); // the beginning of the next line
    lines.filter((line) => line.startsWith('data:')).forEach((line) => onTask(JSON.parse(line.slice(5))));
  }
}
