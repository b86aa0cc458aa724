/** Measures of the drawing of a connection, in units of its view box. */

/** Width of the drawing. */
export const WIDTH = 1200
/** Top of both grounds, and the lowest that their bottom may be. */
export const TOP = 36
export const BOTTOM_MIN = 322
/** The face of the provider's port. */
export const DEMARCATION_X = 640
/** Router and port: their top, and their height, which stands for the port's speed. */
export const BOX_Y = 74
export const BOX_HEIGHT = 200
/** The middle between both fibres. */
export const FIBRE_Y = 174
/** Where the cable begins and ends. */
export const CABLE = [166, 614] as const
/** Where bands leave the port, are level, and end. */
export const BAND = { port: 732, level: 800, end: 930 } as const
/** Text of an InterLink, and the box of its VPC. */
export const TEXT_X = 942
export const VPC = { x: 1092, width: 98, height: 36 } as const
