package brink.lab.study;

/**
 * A number that a claim is decided by.
 *
 * @param what must hold, in words
 * @param found what was measured, in words
 * @param holds whether it does
 */
public record Check(String what, String found, boolean holds) {}
