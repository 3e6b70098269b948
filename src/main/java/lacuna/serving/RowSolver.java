// How a new row follows from its ratings: one of two ways, by the kind of model.
package lacuna.serving;

/** Takes the ratings of one row after the other and gives its factors. Not safe for threads. */
interface RowSolver {
  /** Begins a row. */
  void clear();

  /**
   * Adds a rating.
   *
   * @param factors of the other side, from {@code at} on
   * @param target the rating without mean and the other side's bias
   * @param weight ω
   */
  void add(float[] factors, int at, double target, double weight);

  /** Ratings of the row so far. */
  int ratings();

  /**
   * Factors, and the bias behind them in a model that has biases.
   *
   * @return null when there is no single solution
   */
  double[] solve();
}
