package brink.lab.study;

import brink.lab.spec.Spec;

/**
 * A run of a study.
 *
 * @param name of its folder; recipes of one name in several studies are one run
 * @param spec what is run
 */
public record Recipe(String name, Spec spec) {}
