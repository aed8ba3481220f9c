// JavaScript, so that one name of this file holds in the sources and in what is built, for Node and for every bundler.
import { serve } from './serve.ts'

void serve()
