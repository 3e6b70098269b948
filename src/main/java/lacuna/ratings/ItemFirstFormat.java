// Delimited text whose first column is the item. Asked for by name: nothing in it tells.
package lacuna.ratings;

/** Lines of {@code item,user,rating}, as flattened Netflix files have them. */
final class ItemFirstFormat implements RatingFormat {
  private final DelimitedFormat delimited = new DelimitedFormat();

  @Override
  public String name() {
    return "item-first";
  }

  @Override
  public boolean recognises(Input input) {
    return false;
  }

  @Override
  public Reading read(Input input) {
    return delimited.read(input, true);
  }
}
