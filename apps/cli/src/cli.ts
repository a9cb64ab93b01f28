// The command from sources, unbuilt: node --conditions=@sweepstake/source src/cli.ts
import { main } from './main.ts';

await main(process.argv.slice(2));
