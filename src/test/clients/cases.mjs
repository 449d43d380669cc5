/** Runs the cases one after the other and ends the process. */
export async function run(client, cases) {
  let failed = 0;
  for (const [name, one] of Object.entries(cases)) {
    try {
      await one();
      console.log(`ok      ${name}`);
    } catch (fault) {
      failed++;
      console.log(`FAILED  ${name}: ${fault.stack}`);
    }
  }
  console.log(`${Object.keys(cases).length - failed} of ${Object.keys(cases).length} cases with ${client}`);
  process.exit(failed ? 1 : 0);
}
