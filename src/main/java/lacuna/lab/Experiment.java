// The role that every exercise plays.
package lacuna.lab;

/** One exercise, or a part of one; a new one is a line in Laboratory. */
interface Experiment {
  /** Its name in the tables: the exercise's number, and a word where it has several parts. */
  String name();

  /** What it is about, as a heading. */
  String title();

  /**
   * Does it.
   *
   * @param bench session, data and how much time there is
   */
  Findings run(Bench bench);
}
