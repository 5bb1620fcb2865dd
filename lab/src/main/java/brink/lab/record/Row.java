package brink.lab.record;

/** One line of a run's metrics: a row of one of its tables. */
public sealed interface Row
    permits StepRow,
        MomentRow,
        LayerRow,
        AmplificationRow,
        EigenvalueRow,
        ProjectionRow,
        RandomProjectionRow,
        TaylorRow,
        SmoothnessRow,
        OutputCurvatureRow,
        TestRow,
        NoteRow {}
