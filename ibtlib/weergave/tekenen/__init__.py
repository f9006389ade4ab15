"""Drawing charts as clean SVG: the canvas, the letters, the labels, and a module per kind of chart."""
