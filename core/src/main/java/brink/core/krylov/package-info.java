/** Functions of large symmetric operators times vectors, by Krylov spaces. */
package brink.core.krylov;
