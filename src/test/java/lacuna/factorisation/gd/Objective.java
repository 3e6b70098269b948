// F in plain loops, for finite differences.
package lacuna.factorisation.gd;

import java.util.ArrayList;
import java.util.List;
import lacuna.factorisation.Settings.Form;
import lacuna.ratings.RatingColumns;
import lacuna.ratings.RatingTable;

/**
 * The objective of the root package over all ratings of a table, as a function of all parameters:
 * user factors, item factors, user biases, item biases.
 */
final class Objective {
  private final List<RatingColumns> ratings = new ArrayList<>();
  private final int users;
  private final int items;
  private final double mean;
  private final Form form;
  private final double lambdaUser;
  private final double lambdaItem;
  private final double lambdaBias;

  Objective(
      RatingTable table,
      double mean,
      Form form,
      double lambdaUser,
      double lambdaItem,
      double lambdaBias) {
    ratings.addAll(table.columns().collect());
    this.users = table.users().size();
    this.items = table.items().size();
    this.mean = mean;
    this.form = form;
    this.lambdaUser = lambdaUser;
    this.lambdaItem = lambdaItem;
    this.lambdaBias = lambdaBias;
  }

  double value(double[] p, int rank) {
    int biases = (users + items) * rank;
    int[] count = new int[users + items];
    double sum = 0;
    for (RatingColumns columns : ratings) {
      for (int t = 0; t < columns.size(); t++) {
        int u = columns.user()[t];
        int i = users + columns.item()[t];
        double e = columns.rating()[t] - mean - p[biases + u] - p[biases + i];
        for (int k = 0; k < rank; k++) {
          e -= p[u * rank + k] * p[i * rank + k];
        }
        sum += (columns.weight() == null ? 1 : columns.weight()[t]) * e * e;
        count[u]++;
        count[i]++;
      }
    }
    for (int row = 0; row < users + items; row++) {
      double lambda = row < users ? lambdaUser : lambdaItem;
      double term = lambdaBias * p[biases + row] * p[biases + row];
      for (int k = 0; k < rank; k++) {
        term += lambda * p[row * rank + k] * p[row * rank + k];
      }
      sum += (form == Form.WEIGHTED ? count[row] : Math.min(count[row], 1)) * term;
    }
    return sum;
  }

  /** Derivative by one parameter, by central differences. */
  double slope(double[] at, int rank, int k) {
    double h = 1e-4;
    double[] p = at.clone();
    p[k] = at[k] + h;
    double above = value(p, rank);
    p[k] = at[k] - h;
    return (above - value(p, rank)) / (2 * h);
  }
}
