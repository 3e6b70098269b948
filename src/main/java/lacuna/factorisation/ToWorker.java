// Sends what has a worker's number to that worker.
package lacuna.factorisation;

import org.apache.spark.Partitioner;

/** The key is the number of the worker, which is that of its partition. */
final class ToWorker extends Partitioner {
  private static final long serialVersionUID = 1L;
  private final int workers;

  ToWorker(int workers) {
    this.workers = workers;
  }

  @Override
  public int numPartitions() {
    return workers;
  }

  @Override
  public int getPartition(Object worker) {
    return (Integer) worker;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ToWorker same && same.workers == workers;
  }

  @Override
  public int hashCode() {
    return workers;
  }
}
