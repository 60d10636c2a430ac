package dev.mantissa.datasets;

/**
 * A data set with a name. One implementation is one file, made known by one line in {@link
 * Datasets}.
 *
 * @param <T> what loading it gives
 */
public interface Dataset<T> {
    /** Lower-case name, as given to {@link Datasets#load}. */
    String name();

    /** One sentence for tables. */
    String summary();

    /** Where the data come from, and on what terms they may be used. */
    String source();

    T load();
}
