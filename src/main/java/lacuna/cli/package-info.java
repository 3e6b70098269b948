/**
 * The command line: one class for each command, their options, and what a person sees of a run. A
 * door: nothing imports it.
 *
 * <p>{@link lacuna.cli.Main} is the process, {@code Program} the same as a function from arguments
 * to an exit code, {@code RunCommand} the whole job in one method. Options stand in classes by what
 * they are about; each turns itself into a part of a request. What the console shows is laid out by
 * pure classes ({@code PhaseLine}, {@code EpochLine}, {@code ResultTable}) and written by {@code
 * Console} alone.
 *
 * <p><b>Decision:</b> an option whose value is found out from the data says {@code auto}, on the
 * command line, in a file and in its documentation. <b>Because:</b> a file can then hold every
 * option, and one that is copied whole means the same as none. <b>Costs:</b> a column that is
 * called "auto" has to be named by its number.
 *
 * <p><b>Decision:</b> conf/lacuna.properties says of each option what its help says, word for word,
 * and a test holds the two together. <b>Because:</b> two texts about one option come to disagree.
 * <b>Costs:</b> a description has to be one line.
 *
 * <p><b>Decision:</b> all options are checked before Spark starts. <b>Because:</b> its start takes
 * seconds, and a typing mistake should not. <b>Costs:</b> what only the data can tell is checked
 * later, by the loader.
 */
package lacuna.cli;
