// One record of an input that can't be used, and why. Made by readers, shown or put into
// quarantine.
package lacuna.ratings;

import java.io.Serializable;

/**
 * A record that was refused.
 *
 * @param source the file as it was named or found
 * @param line its line counted from 1, or 0 where the format has no lines
 * @param text the record's text, cut where it is long
 * @param reason what is wrong with it
 */
public record BadRecord(String source, long line, String text, String reason)
    implements Serializable {}
