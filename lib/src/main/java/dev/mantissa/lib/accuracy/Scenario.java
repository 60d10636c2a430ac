package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.quant.QuantScheme;

/** A structure in a shape, its weights stored by a scheme. */
public record Scenario(Structure structure, MatrixShape shape, QuantScheme scheme) {

    /** "attention 256x512 q4:g32 A16". */
    public String name() {
        return "%s %s %s %s".formatted(structure.name(), shape, scheme, activations());
    }

    /** "A16" where weights alone are in few bits. */
    public String activations() {
        return SchemeFacts.activations(scheme);
    }

    /** Number of its weights. */
    public long weights() {
        return structure.size(shape);
    }

    @Override
    public String toString() {
        return name();
    }
}
