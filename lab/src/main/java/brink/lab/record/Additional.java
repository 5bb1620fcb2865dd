package brink.lab.record;

import java.util.List;

/**
 * What a run measured because it was asked to: tables that other runs do not have.
 *
 * @param eigenvalues by moment, then by index
 * @param projections by step, then by index
 * @param randomProjections by moment, then by index
 * @param taylor in order
 * @param smoothness in order
 * @param outputCurvatures in order
 * @param tests in order
 * @param notes in order
 */
public record Additional(
    List<EigenvalueRow> eigenvalues,
    List<ProjectionRow> projections,
    List<RandomProjectionRow> randomProjections,
    List<TaylorRow> taylor,
    List<SmoothnessRow> smoothness,
    List<OutputCurvatureRow> outputCurvatures,
    List<TestRow> tests,
    List<NoteRow> notes) {}
