/** What runs in the process of the workshop (open-workshop.ts): takes apart what it is sent, and says what it was. */
import { openDocument } from './open-document.ts'
import { serveWorkshop } from './workbench-loop.ts'

serveWorkshop(openDocument)
