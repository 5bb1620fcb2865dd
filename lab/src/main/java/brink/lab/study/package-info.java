/** Published claims, the runs that test them and the numbers that decide. */
package brink.lab.study;
