// Brings the final blocks and all models together, worker by worker.
package lacuna.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import lacuna.blocks.RatingBlock;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Exchange;
import lacuna.factorisation.Factors;
import lacuna.factorisation.SampledPredictions;
import lacuna.factorisation.ShuffleExchange;
import lacuna.factorisation.TrainingData;
import lacuna.factorisation.WorkerState;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * All models of a comparison on the workers: each has the user stripes of its run and the item
 * stripes of all runs, with the columns of every method in the same stripe. Nothing is copied where
 * there is one worker.
 */
final class SideBySide implements AutoCloseable {
  private final TrainingData data;
  private final Panel panel;
  private final JavaRDD<Models> models;
  private final List<SampledPredictions> sampled;

  /** What a worker predicts with; of plain fields, as Spark's Kryo needs. */
  static final class Models implements Serializable {
    private static final long serialVersionUID = 1L;
    private final WorkerState state;
    private final Stripe[] items;

    /**
     * @param state its user stripes and the item stripes that are at home with it
     * @param items all item stripes, in order
     */
    Models(WorkerState state, Stripe[] items) {
      this.state = state;
      this.items = items;
    }

    /** Its user stripes and the item stripes that are at home with it. */
    WorkerState state() {
      return state;
    }

    /** All item stripes, in order. */
    Stripe[] items() {
      return items;
    }
  }

  /**
   * A worker's ratings and models.
   *
   * @param blocks its blocks
   * @param models its models
   * @param sampled by method: predictions from samples, null where factors predict
   */
  record Share(List<RatingBlock> blocks, Models models, SampledPredictions.Worker[] sampled) {
    private Share with(int method, SampledPredictions.Worker predictions) {
      SampledPredictions.Worker[] more = sampled.clone();
      more[method] = predictions;
      return new Share(blocks, models, more);
    }
  }

  private SideBySide(
      TrainingData data, Panel panel, JavaRDD<Models> models, List<SampledPredictions> sampled) {
    this.sampled = sampled;
    this.data = data;
    this.panel = panel;
    this.models = models;
  }

  /**
   * Joins models that were all learnt from this data.
   *
   * @param factors by method, the primary first; bias among them
   */
  static SideBySide of(TrainingData data, Map<Methods.Method, Factors> factors) {
    List<Panel.Seat> seats = new ArrayList<>();
    JavaRDD<WorkerState> joined = null;
    for (Map.Entry<Methods.Method, Factors> model : factors.entrySet()) {
      Panel.Seat seat = Panel.Seat.of(model.getKey(), model.getValue());
      JavaRDD<WorkerState> named = model.getValue().held().map(state -> named(state, seat));
      joined = joined == null ? named : joined.zipPartitions(named, SideBySide::joined);
      seats.add(seat);
    }
    int speaker = seats.stream().map(Panel.Seat::method).toList().indexOf(Methods.BIAS);
    if (speaker < 0) {
      throw new IllegalStateException("no model of " + Methods.BIAS + " to speak for the others");
    }
    int workers = data.workers().count();
    int itemStripes = data.grid().value().items().stripes();
    JavaRDD<Stripe> everywhere = new ShuffleExchange(workers, itemStripes).gather(joined);
    JavaRDD<Models> models = joined.zipPartitions(everywhere, SideBySide::withAllItems);
    if (workers > 1) {
      // Scored and then written by several tasks a worker: the item stripes should come once.
      models = models.persist(StorageLevel.MEMORY_AND_DISK());
    }
    List<SampledPredictions> sampled = new ArrayList<>();
    factors.values().forEach(model -> sampled.add(model.sampled()));
    return new SideBySide(data, new Panel(seats, speaker), models, sampled);
  }

  /** The models. */
  Panel panel() {
    return panel;
  }

  /** Ratings and models of each worker, one element a partition. */
  JavaRDD<Share> shares() {
    int size = panel.size();
    JavaRDD<Share> shares =
        data.blocks()
            .zipPartitions(
                models,
                (blocks, models) -> {
                  List<RatingBlock> all = new ArrayList<>();
                  blocks.forEachRemaining(all::add);
                  return one(new Share(all, models.next(), new SampledPredictions.Worker[size]));
                });
    for (int m = 0; m < size; m++) {
      if (sampled.get(m) != null) {
        int method = m;
        shares =
            shares.zipPartitions(
                sampled.get(m).workers(),
                (share, own) -> one(share.next().with(method, own.next())));
      }
    }
    return shares;
  }

  private static Iterator<Share> one(Share share) {
    return Collections.singletonList(share).iterator();
  }

  private static WorkerState named(WorkerState state, Panel.Seat seat) {
    return new WorkerState(state.worker(), named(state.users(), seat), named(state.items(), seat));
  }

  private static Stripe[] named(Stripe[] stripes, Panel.Seat seat) {
    Stripe[] named = new Stripe[stripes.length];
    for (int k = 0; k < named.length; k++) {
      Stripe common = Stripe.of(stripes[k].index(), stripes[k].rows());
      for (String column : List.of(Stripe.FACTORS, Stripe.BIAS)) {
        float[] values = stripes[k].column(column);
        common = values == null ? common : common.with(seat.column(column), values);
      }
      named[k] = common;
    }
    return named;
  }

  private static Iterator<WorkerState> joined(Iterator<WorkerState> a, Iterator<WorkerState> b) {
    WorkerState one = a.next();
    WorkerState other = b.next();
    WorkerState both =
        new WorkerState(
            one.worker(), joined(one.users(), other.users()), joined(one.items(), other.items()));
    return Collections.singletonList(both).iterator();
  }

  private static Stripe[] joined(Stripe[] stripes, Stripe[] others) {
    Stripe[] joined = stripes.clone();
    for (int k = 0; k < joined.length; k++) {
      for (Map.Entry<String, float[]> column : others[k].columns().entrySet()) {
        joined[k] = joined[k].with(column.getKey(), column.getValue());
      }
    }
    return joined;
  }

  private static Iterator<Models> withAllItems(
      Iterator<WorkerState> states, Iterator<Stripe> items) {
    return List.of(new Models(states.next(), Exchange.inOrder(items))).iterator();
  }

  @Override
  public void close() {
    models.unpersist(false);
  }
}
