// What the ratings of a block are for in one training.
package lacuna.blocks;

/**
 * What a block's ratings are for in one training: to learn from, to choose by, or to be judged on.
 */
public enum Role {
  /** Ratings that the factors are learnt from. */
  TRAIN,
  /** Ratings that choices such as the number of epochs are made by. */
  VALIDATION,
  /** Ratings that decide nothing and are only reported on. */
  TEST
}
