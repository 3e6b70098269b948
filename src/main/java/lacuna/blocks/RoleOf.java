// Which role each part of the split plays in one training.
package lacuna.blocks;

import java.io.Serializable;
import lacuna.ratings.Part;

/**
 * Maps parts of the split to roles.
 *
 * @param train role of the training ratings
 * @param validation role of the validation ratings, null to leave them out
 * @param test role of the test ratings, null to leave them out
 */
public record RoleOf(Role train, Role validation, Role test) implements Serializable {
  /** Learn from the training part, choose by the validation part, report on the test part. */
  public static final RoleOf SEARCH = new RoleOf(Role.TRAIN, Role.VALIDATION, Role.TEST);

  /** Learn from training and validation ratings together, report on the test part. */
  public static final RoleOf FINAL = new RoleOf(Role.TRAIN, Role.TRAIN, Role.TEST);

  /** Learn from the training part alone, leave the validation part out, report on the test part. */
  public static final RoleOf WITHHOLDING = new RoleOf(Role.TRAIN, null, Role.TEST);

  private static final byte TRAIN_PART = (byte) Part.TRAIN.ordinal();
  private static final byte VALIDATION_PART = (byte) Part.VALIDATION.ordinal();

  /** The role of a rating with this part's ordinal, null when it plays none. */
  public Role of(byte part) {
    return part == TRAIN_PART ? train : part == VALIDATION_PART ? validation : test;
  }
}
