// How much stands in Spark's cache, and how much there was at most.
package lacuna.race;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerUnpersistRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockUpdatedInfo;

/**
 * Adds up the blocks of cached RDDs, in memory and on disk, as Spark reports them. Safe for the
 * listener's thread and one other.
 */
final class CachedBytes extends SparkListener implements AutoCloseable {
  private record Place(String process, int rdd, String block) {}

  private final SparkSession spark;
  private final Map<Place, Long> sizes = new HashMap<>();
  private long now;
  private long before;
  private long most;

  private CachedBytes(SparkSession spark) {
    this.spark = spark;
  }

  /** Watches until it is closed. */
  static CachedBytes watch(SparkSession spark) {
    CachedBytes cache = new CachedBytes(spark);
    spark.sparkContext().addSparkListener(cache);
    return cache;
  }

  /** Counts from what stands in the cache now. */
  void restart() {
    hearAll();
    synchronized (this) {
      before = now;
      most = now;
    }
  }

  /** Most bytes since {@link #restart} beyond what stood there then. */
  long most() {
    hearAll();
    synchronized (this) {
      return most - before;
    }
  }

  /** What a job did to the cache is told by another thread, some time after it. */
  private void hearAll() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (Exception late) { // a TimeoutException, which Scala does not declare
      return; // the figure is then of what was heard in ten seconds
    }
  }

  @Override
  public synchronized void onBlockUpdated(SparkListenerBlockUpdated event) {
    BlockUpdatedInfo info = event.blockUpdatedInfo();
    if (info.blockId().isRDD()) {
      Place place =
          new Place(
              info.blockManagerId().executorId(),
              info.blockId().asRDDId().get().rddId(),
              info.blockId().name());
      long size = info.memSize() + info.diskSize();
      Long old = size == 0 ? sizes.remove(place) : sizes.put(place, size);
      now += size - (old == null ? 0 : old);
      most = Math.max(most, now);
    }
  }

  @Override
  public synchronized void onUnpersistRDD(SparkListenerUnpersistRDD event) {
    sizes
        .entrySet()
        .removeIf(
            block -> {
              boolean gone = block.getKey().rdd == event.rddId();
              now -= gone ? block.getValue() : 0;
              return gone;
            });
  }

  @Override
  public void close() {
    spark.sparkContext().removeSparkListener(this);
  }
}
