// The textbook's update in double, as plain as can be: what the kernels are compared with.
package lacuna.kernels;

/** A double copy of a case's rows, updated by its own loop over the same ratings. */
final class PlainLoop {
  private final KernelCase tile;
  private final Side users;
  private final Side items;

  private static final class Side {
    final Rows rows;
    final double[] factors;
    final double[] bias;
    final double[] squares;
    final double[] biasSquares;

    Side(Rows rows) {
      this.rows = rows;
      factors = copy(rows.factors());
      bias = copy(rows.bias());
      squares = copy(rows.squares());
      biasSquares = copy(rows.biasSquares());
    }

    private static double[] copy(float[] column) {
      if (column == null) {
        return null;
      }
      double[] copy = new double[column.length];
      for (int k = 0; k < column.length; k++) {
        copy[k] = column[k];
      }
      return copy;
    }

    double bias(int row) {
      return bias == null ? 0 : bias[row];
    }
  }

  PlainLoop(KernelCase tile) {
    this.tile = tile;
    users = new Side(tile.users);
    items = new Side(tile.items);
  }

  Loss update() {
    double sum = 0;
    double weighted = 0;
    SgdRule rule = tile.rule;
    for (int t = 0; t < tile.count(); t++) {
      int u = tile.ratings.user()[t];
      int i = tile.ratings.item()[t];
      double e = error(t);
      sum += e * e;
      double v = (tile.ratings.weight() == null ? 1 : tile.ratings.weight()[t]) * e;
      weighted += v * e;
      move(users, u, items, i, v, rule.lambdaUser());
      move(items, i, users, u, v, rule.lambdaItem());
      moveBias(users, u, v, rule.lambdaBiasUser());
      moveBias(items, i, v, rule.lambdaBiasItem());
    }
    return new Loss(sum, weighted);
  }

  double squaredErrors() {
    double sum = 0;
    for (int t = 0; t < tile.count(); t++) {
      sum += error(t) * error(t);
    }
    return sum;
  }

  private double error(int t) {
    int u = tile.ratings.user()[t];
    int i = tile.ratings.item()[t];
    double e = tile.ratings.rating()[t] - tile.rule.mean() - users.bias(u) - items.bias(i);
    for (int k = 0; k < tile.rank; k++) {
      e -= users.factors[at(users, u, k)] * items.factors[at(items, i, k)];
    }
    return e;
  }

  private static int at(Side side, int row, int k) {
    return row * side.rows.stride() + k;
  }

  private void move(Side side, int row, Side other, int otherRow, double v, double lambdaOfAll) {
    double lambda = side.rows.lambda() == null ? lambdaOfAll : side.rows.lambda()[row];
    double rate = tile.rule.step();
    double squared = 0;
    if (tile.rule.adaGrad()) {
      rate /= Math.sqrt(side.squares[row]);
    }
    for (int k = 0; k < tile.rank; k++) {
      double w = side.factors[at(side, row, k)];
      double gradient = v * other.factors[at(other, otherRow, k)] - lambda * w;
      squared += gradient * gradient;
      double moved = w + rate * gradient;
      side.factors[at(side, row, k)] = tile.rule.nonnegative() ? Math.max(moved, 0) : moved;
    }
    if (tile.rule.adaGrad()) {
      side.squares[row] += squared / side.rows.stride();
    }
  }

  private void moveBias(Side side, int row, double v, double lambdaOfAll) {
    if (side.bias == null) {
      return;
    }
    double lambda = side.rows.lambdaBias() == null ? lambdaOfAll : side.rows.lambdaBias()[row];
    double gradient = v - lambda * side.bias[row];
    double rate = tile.rule.biasStep();
    if (tile.rule.adaGrad()) {
      rate /= Math.sqrt(side.biasSquares[row]);
      side.biasSquares[row] += gradient * gradient;
    }
    side.bias[row] += rate * gradient;
  }

  /** The largest difference between this loop's rows and the case's own. */
  double largestDifference() {
    return Math.max(largestDifference(users), largestDifference(items));
  }

  private static double largestDifference(Side side) {
    double largest = 0;
    largest = Math.max(largest, difference(side.rows.factors(), side.factors));
    largest = Math.max(largest, difference(side.rows.bias(), side.bias));
    largest = Math.max(largest, difference(side.rows.squares(), side.squares));
    return Math.max(largest, difference(side.rows.biasSquares(), side.biasSquares));
  }

  private static double difference(float[] floats, double[] doubles) {
    double largest = 0;
    for (int k = 0; floats != null && k < floats.length; k++) {
      double difference = Math.abs(floats[k] - doubles[k]) / Math.max(1, Math.abs(doubles[k]));
      largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return largest;
  }
}
