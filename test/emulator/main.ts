import { runCli } from './cli';

void runCli();
