/** Figures, captions and pages: pure functions of run folders. */
package brink.lab.report;
