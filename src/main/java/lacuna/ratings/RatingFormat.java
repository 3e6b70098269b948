// What a format has to be. A new one is a class of this kind and a line in Formats.
package lacuna.ratings;

/**
 * A way in which ratings are written down. Formats of lines bring a {@link LineFormat} and leave
 * files, pieces, compression, bad records and line numbers to {@link TextReading}; formats that
 * Spark can read bring a table to {@link TableReading}.
 */
interface RatingFormat {
  /** The name by which the format is asked for. */
  String name();

  /**
   * Whether the input is of this format. Asked in the order of {@link Formats}; the first that says
   * yes reads it. May look at {@link Input#first} and at the request, not at whole files.
   */
  boolean recognises(Input input);

  /**
   * Opens the input. May run small jobs; ratings are read when the chunks are used.
   *
   * @throws InputException if what is there can't be used
   */
  Reading read(Input input);
}
