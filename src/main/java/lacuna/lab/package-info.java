/**
 * The published exercises, run through the same solvers that a run uses, and held against the
 * published figures.
 *
 * <p>Called by {@code lacuna.cli}. {@link lacuna.lab.Laboratory} runs all {@link
 * lacuna.lab.Experiment}s; each says what it obtained, and {@link lacuna.lab.Published} alone knows
 * what was expected.
 *
 * <p>Decision: published figures stand in one resource, published.csv, with their sources, and are
 * joined with what was obtained by name, after the fact. Because: an experiment that can't read the
 * expected figures can't return them. Costs: a name that is misspelt shows as a figure that is
 * missing, when it runs.
 *
 * <p>Decision: a figure without a tolerance of its own has to agree to half a unit of its last
 * printed digit. Because: that is what printing leaves open. Costs: none.
 */
package lacuna.lab;
