package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;

/** The methods {@code lineMagic} and {@code cellMagic}. */
public final class Magics extends IJava {
    private Magics() {}
}
