package org.dflib.jjava;

import io.github.spencerpark.ijava.IJava;

/** Where notebooks of the JJava kernel ask for their kernel. */
public final class JJava extends IJava {
    private JJava() {}
}
