package dev.mantissa.lib;

import java.util.function.Consumer;

/**
 * One flag that a person can set from outside the notebook.
 *
 * @param name as {@code %config} shows it: "precision"
 * @param variable environment variable, also read from {@code .env}
 * @param property system property of the JVM
 * @param fallback value where nobody set one
 * @param help one line
 * @param check throws an IllegalArgumentException that explains what is wrong with a value
 */
public record Setting(
        String name,
        String variable,
        String property,
        String fallback,
        String help,
        Consumer<String> check) {}
