// The training ratings on the driver as compressed rows: from blocks to a filled matrix.
package lacuna.factorisation.svd;

import java.util.Arrays;
import java.util.Iterator;
import lacuna.blocks.Grid;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Role;
import lacuna.factorisation.TrainingData;

/**
 * Ratings by rows of the matrix. Its rows are the users with training ratings in the order of their
 * ids, its columns the items likewise; ids without any are no part of it.
 *
 * @param users rows of the matrix
 * @param items columns of the matrix
 * @param rowStart users + 1 positions in {@code column}
 * @param column column of each rating
 * @param value the ratings
 */
record CollectedRatings(
    Numbering users, Numbering items, int[] rowStart, int[] column, float[] value) {

  /**
   * Ids with training ratings, numbered in their order.
   *
   * @param number number of each id, -1 for one without
   * @param size how many there are
   */
  record Numbering(int[] number, int size) {
    static Numbering of(int[] counts) {
      int[] number = new int[counts.length];
      int next = 0;
      for (int id = 0; id < counts.length; id++) {
        number[id] = counts[id] > 0 ? next++ : -1;
      }
      return new Numbering(number, next);
    }

    /** Of a value for each id, those of the numbered ones. */
    double[] select(double[] byId) {
      double[] selected = new double[size];
      for (int id = 0; id < number.length; id++) {
        if (number[id] >= 0) {
          selected[number[id]] = byId[id];
        }
      }
      return selected;
    }

    /** Rows of the numbered ids, times a factor for each column, as rows of all ids. */
    float[] spread(double[] rows, double[] factors, int rank) {
      float[] all = new float[Math.multiplyExact(number.length, rank)];
      for (int id = 0; id < number.length; id++) {
        for (int k = 0; number[id] >= 0 && k < factors.length; k++) {
          all[id * rank + k] = (float) (rows[number[id] * factors.length + k] * factors[k]);
        }
      }
      return all;
    }
  }

  /** Takes the ratings of one worker after the other. */
  static CollectedRatings of(TrainingData data) {
    Numbering users = Numbering.of(data.counts().value().users());
    Numbering items = Numbering.of(data.counts().value().items());
    int[] rowStart = new int[users.size + 1];
    int[] counts = data.counts().value().users();
    for (int id = 0; id < counts.length; id++) {
      if (counts[id] > 0) {
        rowStart[users.number[id] + 1] = counts[id];
      }
    }
    Arrays.parallelPrefix(rowStart, Math::addExact);
    int[] column = new int[rowStart[users.size]];
    float[] value = new float[column.length];
    int[] next = Arrays.copyOf(rowStart, users.size);
    Grid grid = data.grid().value();
    Iterator<RatingBlock> blocks =
        data.blocks().filter(block -> block.role() == Role.TRAIN).toLocalIterator();
    while (blocks.hasNext()) {
      RatingBlock block = blocks.next();
      for (int i = 0; i < block.itemStripes(); i++) {
        for (int t = block.tileStart(i); t < block.tileStart(i + 1); t++) {
          int user = grid.users().idAt(block.userStripe(), block.user(t));
          int at = next[users.number[user]]++;
          column[at] = items.number[grid.items().idAt(i, block.item(t))];
          value[at] = block.rating(t);
        }
      }
    }
    return new CollectedRatings(users, items, rowStart, column, value);
  }
}
