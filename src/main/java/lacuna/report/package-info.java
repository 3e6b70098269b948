/**
 * The page to look at: one HTML file that opens without a network, with charts, the numbers behind
 * each as a table, and nothing that has to be loaded.
 *
 * <p>Called by the doors and by {@code lacuna.lab}. {@link lacuna.report.RunReport} is the page of
 * a run, {@link lacuna.report.RacePage} that of a race, {@link lacuna.report.TuningPage} that of a
 * search; {@link lacuna.report.Page} turns any {@link lacuna.report.Figure}s into a page.
 *
 * <p>Decision: what a figure shows ({@link lacuna.report.Chart}) is a value, apart from how it is
 * drawn (report.js). Because: it is tested without a browser, and the lab's figures are drawn by
 * the same hand. Costs: a chart of a new kind is a change in two languages.
 *
 * <p>Decision: HTML is built by j2html, and data for the charts stand in the page as JSON in which
 * no character can end a script. Because: titles come from files that anybody wrote. Costs: a
 * library more in the jar, and Chart.js in every page, some 200 kB.
 *
 * <p>Decision: figures are summed up in the tasks, into bins whose number does not depend on the
 * data; single ratings and items leave them only as the few that are named. Because: a page of ten
 * million ratings has to be as small as one of a thousand. Costs: a bin hides what is in it.
 */
package lacuna.report;
