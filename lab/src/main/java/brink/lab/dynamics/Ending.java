package brink.lab.dynamics;

/**
 * How a training ended.
 *
 * @param reached whether a stop condition was met
 * @param how in words; where none was met, the step, the cause and the advice
 */
public record Ending(boolean reached, String how) {}
