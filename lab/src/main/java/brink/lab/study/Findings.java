package brink.lab.study;

import brink.lab.analysis.Chart;
import java.util.List;

/**
 * What an examination found.
 *
 * @param checks what decides
 * @param charts what it computed, beside the figures that its runs have anyway
 */
public record Findings(List<Check> checks, List<Chart> charts) {}
