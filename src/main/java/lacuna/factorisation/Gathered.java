// What a task has of one worker once item stripes have come from the others.
package lacuna.factorisation;

import java.util.Iterator;
import java.util.List;
import lacuna.blocks.Stripe;

/**
 * What a worker holds and the item stripes that an {@link Exchange} has sent it. Lives within a
 * task.
 *
 * @param own what the worker holds
 * @param items the stripes that came, in order
 * @param <S> type of what it holds
 */
public record Gathered<S>(S own, Stripe[] items) {
  /** Joins one worker's partitions of both. */
  public static <S> Iterator<Gathered<S>> join(Iterator<S> own, Iterator<Stripe> arrived) {
    return List.of(new Gathered<>(own.next(), Exchange.inOrder(arrived))).iterator();
  }
}
