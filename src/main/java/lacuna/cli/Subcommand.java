// The role that every command plays.
package lacuna.cli;

/** A command whose options have been parsed. */
interface Subcommand {
  /**
   * Does what the command is for.
   *
   * @return how it ended; what goes wrong is thrown
   */
  ExitCode run();
}
