package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderer;
import dev.mantissa.magics.bench.BenchReport;
import dev.mantissa.magics.bench.BenchTable;

/** What {@code %bench} returns: shown as its result, not as a table of raw numbers. */
final class BenchTableRenderer implements Renderer<BenchTable> {
    @Override
    public String typeName() {
        return "dev.mantissa.magics.bench.BenchTable";
    }

    @Override
    public MimeBundle render(BenchTable table) {
        return BenchReport.bundle(table.result());
    }
}
