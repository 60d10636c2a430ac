package dev.mantissa.kernel.session;

/** A scoped setting of a library, as a cell sees it. */
public final class ScopedSetting {
    /** Bound by a magic around the code that it runs. */
    public static final ScopedValue<String> VALUE = ScopedValue.newInstance();

    private ScopedSetting() {}
}
