// Training that goes on from an earlier model: its rows go in, and come out in their old places.
package lacuna.serving;

import java.util.ArrayList;
import java.util.List;
import lacuna.factorisation.Initialisation.Side;
import lacuna.factorisation.WarmStart;
import lacuna.ratings.Ids;
import lacuna.ratings.RatingTable;

/**
 * The two ends of a training that goes on. An earlier model's mean may differ from that of the new
 * ratings; the difference goes to the biases of its users, so that what it predicts stays the same.
 */
public final class Continuation {
  private Continuation() {}

  /**
   * Sees that a model can be gone on from.
   *
   * <p>Decision: samples of a posterior are refused. Because: they predict by the mean of their
   * products; the mean of their rows means nothing, since each sample has axes of its own, and to
   * go on from one of them would throw away what the others know, error bars among it, while a
   * chain that starts there still needs its burn-in on all ratings. Costs: a model of method bayes
   * learns new ratings by folding in, or all of it anew.
   *
   * @throws IllegalArgumentException for a model of several samples
   */
  public static void check(ServedModel model) {
    if (model.about().samples() > 1) {
      throw new IllegalArgumentException(
          "the model to go on from is "
              + model.about().samples()
              + " samples of a posterior, none of which predicts as it does; add new users and items"
              + " to it by foldInUsers and foldInItems, or fit again on all ratings");
    }
  }

  /** The rows of an earlier model by the ids of new ratings. */
  public static WarmStart start(ServedModel before, RatingTable ratings) {
    double shift = before.about().mean() - ratings.refitting().mean();
    int rank = before.about().rank();
    return new WarmStart(
        rows(before.users(), ratings.users(), rank),
        biases(before.users(), ratings.users(), (float) shift),
        rows(before.items(), ratings.items(), rank),
        biases(before.items(), ratings.items(), 0));
  }

  private static float[][] rows(ServedSide side, Ids ids, int rank) {
    float[][] rows = new float[ids.size()][];
    for (int id = 0; id < rows.length; id++) {
      int index = side.ids().find(ids.get(id));
      rows[id] = index < 0 ? null : side.row(index, rank);
    }
    return rows;
  }

  private static float[] biases(ServedSide side, Ids ids, float shift) {
    float[] biases = new float[ids.size()];
    for (int id = 0; id < biases.length; id++) {
      int index = side.ids().find(ids.get(id));
      biases[id] = index < 0 ? 0 : side.bias(index) + shift;
    }
    return biases;
  }

  /**
   * The model after a training that went on: the earlier one's ids at their old indices, those that
   * were not trained on with their old rows, and new ids behind them.
   */
  public static ServedModel joined(ServedModel before, ServedModel learnt) {
    float shift =
        before.about().biases() ? (float) (before.about().mean() - learnt.about().mean()) : 0;
    return ServedModel.of(
        learnt.about(),
        joined(before, learnt, Side.USERS, shift),
        joined(before, learnt, Side.ITEMS, 0));
  }

  private static ServedSide joined(ServedModel before, ServedModel learnt, Side side, float shift) {
    ServedSide old = before.side(side);
    ServedSide now = learnt.side(side);
    int rank = learnt.about().rank();
    List<String> ids = new ArrayList<>();
    for (int index = 0; index < old.size(); index++) {
      ids.add(old.ids().text(index));
    }
    for (int index = 0; index < now.size(); index++) {
      if (old.ids().find(now.ids().text(index)) < 0) {
        ids.add(now.ids().text(index));
      }
    }
    float[][] rows = new float[ids.size()][];
    float[] biases = new float[ids.size()];
    long[] counts = new long[ids.size()];
    for (int index = 0; index < rows.length; index++) {
      int learntAt = now.ids().find(ids.get(index));
      ServedSide from = learntAt < 0 ? old : now;
      int at = learntAt < 0 ? index : learntAt;
      rows[index] = from.row(at, rank);
      biases[index] = from.bias(at) + (learntAt < 0 ? shift : 0);
      counts[index] = from.count(at);
    }
    SideIds none = SideIds.of(List.of(), now.ids().type());
    float[] empty = learnt.about().biases() ? new float[0] : null;
    return new ServedSide(none, rank, new float[0], empty, new long[0], new int[0])
        .with(ids, rows, biases, counts);
  }
}
