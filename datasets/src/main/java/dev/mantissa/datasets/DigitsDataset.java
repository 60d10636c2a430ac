package dev.mantissa.datasets;

/** The standard set of {@link Digits}, under its name in the catalogue. */
public final class DigitsDataset implements Dataset<Digits> {
    @Override
    public String name() {
        return "digits";
    }

    @Override
    public String summary() {
        return "7,500 drawn digits, 16×16 grey pixels, 6,000 to train on and 1,500 to test";
    }

    @Override
    public String source() {
        return "generated from strokes of this project, the same bits on every machine";
    }

    @Override
    public Digits load() {
        return Digits.load();
    }
}
