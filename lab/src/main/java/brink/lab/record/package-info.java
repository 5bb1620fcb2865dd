/** Run folders: what a run leaves behind, how it is written live and read back. */
package brink.lab.record;
