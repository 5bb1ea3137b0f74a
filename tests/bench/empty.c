/* A program that does nothing: what it takes to load what sextant is linked with. */
int
main(void)
{
	return 0;
}
