// A decision tree that Python saved, asked from Node: node iris.js ../models/iris-tree.pkl
// The addon is beside this file, or where BRINE_ADDON says; brine-node.c says how it is built.
const brine = require(process.env.BRINE_ADDON ?? './brine.node');

const model = new brine.Model(process.argv[2]);
console.log('methods:', ...model.methods);
console.log('columns:', ...model.features);
console.log('classes:', ...model.classes);

const rows = Float64Array.from([5.1, 3.5, 1.4, 0.2, 6.0, 2.7, 5.1, 1.6, 6.3, 3.3, 6.0, 2.5]);
const places = model.predictClasses(rows, 4), chances = model.predict('predict_proba', rows, 4);
const width = chances.length / places.length;
places.forEach((place, row) => console.log(`row ${row}: ${model.classes[place]}`, ...chances.slice(row * width, (row + 1) * width).map(chance => Number(chance.toPrecision(6)))));

try {
  model.predict('predict_proba', rows, 3);
} catch (error) {
  console.log(`refused: ${error.code}: ${error.message}`);
}
model.close();
