// Item stripes by Spark's own shuffle.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import lacuna.blocks.DyadicSum;
import lacuna.blocks.Stripe;
import lacuna.blocks.ToPartition;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Decision: item stripes move by Spark's shuffle. Because: it is public API and brings Spark's own
 * fault tolerance. Costs: a stage for each move, 10 to 30 ms, which is small against the arithmetic
 * of a stratum worth distributing.
 *
 * <p>A single worker has all stripes at hand already, and nothing moves.
 *
 * @param workers number of workers
 * @param itemStripes item stripes of the grid
 */
public record ShuffleExchange(int workers, int itemStripes) implements Exchange {
  @Override
  public JavaRDD<Stripe> move(JavaRDD<WorkerState> states, int[] groupOf) {
    if (workers == 1) {
      return atHand(states);
    }
    int share = itemStripes / workers;
    int[] workerOf = new int[workers];
    for (int worker = 0; worker < workers; worker++) {
      workerOf[groupOf[worker]] = worker;
    }
    return states
        .flatMapToPair(
            state ->
                Arrays.stream(state.items())
                    .map(item -> new Tuple2<>(workerOf[item.index() / share], item))
                    .iterator())
        .partitionBy(new ToPartition(workers))
        .values();
  }

  @Override
  public JavaRDD<Stripe> gather(JavaRDD<WorkerState> states) {
    if (workers == 1) {
      return atHand(states);
    }
    int receivers = workers;
    return states
        .flatMapToPair(
            state -> {
              List<Tuple2<Integer, Stripe>> sent = new ArrayList<>();
              for (Stripe item : state.items()) {
                IntStream.range(0, receivers)
                    .forEach(worker -> sent.add(new Tuple2<>(worker, item)));
              }
              return sent.iterator();
            })
        .partitionBy(new ToPartition(workers))
        .values();
  }

  @Override
  public JavaRDD<ItemSum> reduce(JavaRDD<ItemSums> sums) {
    int senders = workers;
    int share = itemStripes / workers;
    return sums.flatMapToPair(
            own ->
                IntStream.range(0, own.byStripe().length)
                    .mapToObj(
                        stripe ->
                            new Tuple2<>(
                                stripe / share,
                                new Addend(own.worker(), stripe, own.byStripe()[stripe])))
                    .iterator())
        .partitionBy(new ToPartition(workers))
        .values()
        .mapPartitions(addends -> joined(addends, senders, share).iterator());
  }

  /** One worker's addend to the sum of an item stripe; of plain fields, as Spark's Kryo needs. */
  private static final class Addend implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int worker;
    private final int stripe;
    private final double[] values;

    Addend(int worker, int stripe, double[] values) {
      this.worker = worker;
      this.stripe = stripe;
      this.values = values;
    }
  }

  private static List<ItemSum> joined(Iterator<Addend> addends, int senders, int share) {
    double[][][] byStripe = new double[share][senders][];
    int first = 0;
    while (addends.hasNext()) {
      Addend addend = addends.next();
      first = addend.stripe - addend.stripe % share;
      byStripe[addend.stripe % share][addend.worker] = addend.values;
    }
    List<ItemSum> sums = new ArrayList<>();
    for (int k = 0; k < share; k++) {
      sums.add(new ItemSum(first + k, DyadicSum.ofArrays(byStripe[k])));
    }
    return sums;
  }

  private static JavaRDD<Stripe> atHand(JavaRDD<WorkerState> states) {
    return states.flatMap(state -> Arrays.asList(state.items()).iterator());
  }
}
