package dev.mantissa.lib.quant;

/** What every scheme carries: its name, the bits of a code, its options. */
abstract class BasicScheme implements QuantScheme {
    private final String name;
    private final int bits;
    private final QuantOptions options;

    /**
     * @throws dev.mantissa.lib.UsageException if the options are not among the choices
     */
    BasicScheme(String name, int bits, QuantChoices choices, QuantOptions options) {
        this.name = name;
        this.bits = bits;
        this.options = choices.checked(name, options);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int bits() {
        return bits;
    }

    @Override
    public final QuantOptions options() {
        return options;
    }
}
