// Sends each key, which is the number of a partition, there.
package lacuna.blocks;

import org.apache.spark.Partitioner;

/** A partitioner whose keys are partition numbers, which are those of the workers. */
public final class ToPartition extends Partitioner {
  private static final long serialVersionUID = 1L;
  private final int partitions;

  /** Of keys from 0 to one less than this. */
  public ToPartition(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ToPartition same && same.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
