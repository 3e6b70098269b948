// What anybody may have called an item, a file or a user. Used by tests of pages.
package lacuna.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Texts that would be more than text where a page is glued together. */
public final class HostileTexts {
  /** All of them; those that are scripts set {@code window.harmed} where they run. */
  public static final List<String> ALL =
      List.of(
          "</script><script>window.harmed = 1</script>",
          "<img src=x onerror=\"window.harmed = 2\">",
          "\"Both' quotes\" & <b>bold</b>",
          "🎬 emoji ☕",
          "שלום עולם (1999)");

  private HostileTexts() {}

  /** Fails unless the open page shows all of them, and none of them has run or become markup. */
  public static void assertHarmless(Chromium browser) throws Exception {
    assertThat(browser.value("window.harmed === undefined").asBoolean()).isTrue();
    assertThat(browser.value("document.images.length").asInt()).isZero();
    assertThat(browser.value("document.body.textContent").asText()).contains(ALL);
  }
}
