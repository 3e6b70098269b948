// What `lab` is asked to do: made by the door, read by the exercises.
package lacuna.lab;

import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A request.
 *
 * @param ratings path of real ratings for the lecture's questions; empty for the made-up sample
 * @param tensor path of the ratings tensor of exercise 4; empty for a made-up one
 * @param titles path of the tensor's titles by row
 * @param itemTitles path of titles of the items of these ratings
 * @param scratch where a made-up tensor may be written; the caller removes it
 * @param quick whether to do with fewer seeds, splits and sizes; what was published is compared all
 *     the same
 */
public record LabRequest(
    Optional<String> ratings,
    Optional<String> tensor,
    Optional<String> titles,
    Optional<String> itemTitles,
    Path scratch,
    boolean quick) {}
