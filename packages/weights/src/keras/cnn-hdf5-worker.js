// JavaScript, so that one name of this file holds in the sources and in what is built, for Node and for every bundler.
// Where a bundler does not know workers, its user builds this file by the same name, which no other output will have.
import { serve } from './serve.ts'

void serve()
