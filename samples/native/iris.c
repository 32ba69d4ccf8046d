/*
 * A decision tree that Python saved, asked from C.
 *
 *     gcc iris.c -I FOLDER -L FOLDER -lbrine -Wl,-rpath,FOLDER -o iris && ./iris ../models/iris-tree.pkl
 *
 * FOLDER holds libbrine and brine.h: dotnet publish -c Release -r linux-x64 -o FOLDER src/Brine.Native
 */
#include <stdio.h>
#include <stdlib.h>

#include "brine.h"

static brine_error error;

static void check(int32_t status) {
    if (status != BRINE_OK) {
        fprintf(stderr, "%s: %s\n", error.code, error.message);
        exit(status);
    }
}

static void print_names(const char *title, brine_handle model, int32_t list) {
    int64_t count;
    check(brine_name_count(model, list, &count, &error));
    printf("%s:", title);
    for (int64_t i = 0; i < count; i++) {
        char name[256];
        check(brine_name(model, list, i, name, sizeof name, NULL, &error));
        printf(" %s", name);
    }
    printf("\n");
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: iris MODEL\n");
        return BRINE_MISUSE;
    }
    if (brine_abi_version() != BRINE_ABI_VERSION) {
        fprintf(stderr, "libbrine %s has another interface than brine.h\n", brine_version());
        return BRINE_MISUSE;
    }

    brine_handle model;
    check(brine_open(argv[1], &model, &error));
    print_names("methods", model, BRINE_METHODS);
    print_names("columns", model, BRINE_FEATURES);
    print_names("classes", model, BRINE_CLASSES);

    const double rows[3][4] = {{5.1, 3.5, 1.4, 0.2}, {6.0, 2.7, 5.1, 1.6}, {6.3, 3.3, 6.0, 2.5}};
    int64_t width, classes[3];
    check(brine_predict(model, "predict_proba", &rows[0][0], 3, 4, NULL, 0, &width, &error));
    double *chances = malloc(3 * width * sizeof(double));
    check(brine_predict(model, "predict_proba", &rows[0][0], 3, 4, chances, 3 * width, NULL, &error));
    check(brine_predict_classes(model, &rows[0][0], 3, 4, classes, &error));
    for (int row = 0; row < 3; row++) {
        char name[256];
        check(brine_name(model, BRINE_CLASSES, classes[row], name, sizeof name, NULL, &error));
        printf("row %d: %s", row, name);
        for (int64_t i = 0; i < width; i++) {
            printf(" %.6g", chances[row * width + i]);
        }
        printf("\n");
    }

    if (brine_predict(model, NULL, &rows[0][0], 4, 3, chances, 3 * width, NULL, &error) != BRINE_OK) {
        printf("refused: %s: %s\n", error.code, error.message);
    }

    free(chances);
    check(brine_close(model, &error));
    return BRINE_OK;
}
